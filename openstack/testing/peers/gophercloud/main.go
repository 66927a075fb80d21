// What gophercloud makes of the cases, as the OpenStack provider of Terraform uses it. See README.md.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/terraform-provider-openstack/utils/v2/auth"
	"gopkg.in/yaml.v3"
)

type testCase struct {
	Name      string            `yaml:"name"`
	Files     map[string]string `yaml:"files"`
	Variables map[string]string `yaml:"variables"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func first(names ...string) string {
	for _, name := range names {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

// The provider's inputs without a program that gives any: the defaults of its schema (openstack/provider.go).
func here() {
	log.SetOutput(io.Discard)
	var insecure *bool
	switch strings.ToLower(os.Getenv("OS_INSECURE")) {
	case "true", "1", "t":
		yes := true
		insecure = &yes
	}
	c := auth.Config{
		CACertFile:     first("OS_CACERT"),
		ClientCertFile: first("OS_CERT"),
		ClientKeyFile:  first("OS_KEY"),
		Cloud:          first("OS_CLOUD"),
		DefaultDomain: func() string {
			if v := first("OS_DEFAULT_DOMAIN"); v != "" {
				return v
			}
			return "default"
		}(),
		DomainID:                    first("OS_DOMAIN_ID"),
		DomainName:                  first("OS_DOMAIN_NAME"),
		EndpointType:                first("OS_ENDPOINT_TYPE"),
		IdentityEndpoint:            first("OS_AUTH_URL"),
		Insecure:                    insecure,
		Password:                    first("OS_PASSWORD"),
		ProjectDomainID:             first("OS_PROJECT_DOMAIN_ID"),
		ProjectDomainName:           first("OS_PROJECT_DOMAIN_NAME"),
		Region:                      first("OS_REGION_NAME"),
		TenantID:                    first("OS_TENANT_ID", "OS_PROJECT_ID"),
		TenantName:                  first("OS_TENANT_NAME", "OS_PROJECT_NAME"),
		Token:                       first("OS_TOKEN", "OS_AUTH_TOKEN"),
		UserDomainID:                first("OS_USER_DOMAIN_ID"),
		UserDomainName:              first("OS_USER_DOMAIN_NAME"),
		Username:                    first("OS_USERNAME"),
		UserID:                      first("OS_USER_ID"),
		ApplicationCredentialID:     first("OS_APPLICATION_CREDENTIAL_ID"),
		ApplicationCredentialName:   first("OS_APPLICATION_CREDENTIAL_NAME"),
		ApplicationCredentialSecret: first("OS_APPLICATION_CREDENTIAL_SECRET"),
		DelayedAuth:                 true,
		AuthOpts:                    &gophercloud.AuthOptions{Scope: &gophercloud.AuthScope{System: first("OS_SYSTEM_SCOPE") == "true"}},
	}
	must(c.LoadAndValidate(context.Background()))
	scope, err := c.AuthOpts.ToTokenV3ScopeMap()
	must(err)
	body, err := c.AuthOpts.ToTokenV3CreateMap(scope)
	must(err)
	orNil := func(text string) any {
		if text == "" {
			return nil
		}
		return text
	}
	endpoint := c.EndpointType
	if endpoint == "" {
		endpoint = "public"
	}
	var cert any
	if c.ClientCertFile != "" {
		cert = []string{c.ClientCertFile, c.ClientKeyFile}
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"authUrl":   c.OsClient.IdentityBase + "v3",
		"auth":      body["auth"],
		"region":    orNil(c.Region),
		"interface": strings.TrimSuffix(endpoint, "URL"),
		"verify":    c.Insecure == nil || !*c.Insecure,
		"ca":        orNil(c.CACertFile),
		"cert":      cert,
	}))
}

func readCase(each testCase) any {
	folder, err := os.MkdirTemp("", "clouds")
	must(err)
	defer os.RemoveAll(folder)
	for name, text := range each.Files {
		must(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	self, err := os.Executable()
	must(err)
	run := exec.Command(self, "here")
	run.Dir = folder
	run.Env = []string{"HOME=" + folder}
	for name, value := range each.Variables {
		run.Env = append(run.Env, name+"="+value)
	}
	out, err := run.Output()
	if err != nil {
		said := strings.TrimSpace(string(err.(*exec.ExitError).Stderr))
		return map[string]string{"refused": strings.ReplaceAll(strings.ReplaceAll(said, folder, "/folder"), "\n", " ")}
	}
	return json.RawMessage(out)
}

func main() {
	if os.Args[1] == "here" {
		here()
		return
	}
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var cases []testCase
	must(yaml.Unmarshal(text, &cases))
	read := map[string]any{}
	for _, each := range cases {
		read[each.Name] = readCase(each)
	}
	out, err := json.MarshalIndent(read, "", "  ")
	must(err)
	fmt.Println(string(out))
}
