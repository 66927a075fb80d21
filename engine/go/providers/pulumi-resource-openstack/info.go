package main

import (
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// tokensJSON maps Terraform names to the type tokens that @pulumi/openstack 3.15.2 sends. It was
// derived from that package's sources (tokens and property names against the provider's schema).
//
//go:embed tokens.json
var tokensJSON []byte

// fieldNames are the properties whose Pulumi name the bridge's own rule would get wrong.
func fieldNames() map[string]map[string]*tfbridge.SchemaInfo {
	isList := false
	return map[string]map[string]*tfbridge.SchemaInfo{
		"openstack_compute_servergroup_v2": {"policies": {MaxItemsOne: &isList}},
		"openstack_networking_subnet_v2": {
			"allocation_pool":  {Name: "allocationPools"},
			"allocation_pools": {Name: "allocationPoolsCollection"},
		},
		"openstack_orchestration_stack_v1": {"outputs": {Name: "StackOutputs"}},
	}
}

func env(name string) *tfbridge.SchemaInfo {
	return &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{EnvVars: []string{name}}}
}

// info describes p to the bridge: a token for each resource and data source, property names, and the
// environment variables that configure the provider (those of the OpenStack command line).
func info(p shim.Provider, version string) tfbridge.ProviderInfo {
	var table struct{ Resources, Functions map[string]string }
	if err := json.Unmarshal(tokensJSON, &table); err != nil {
		panic(err)
	}
	fields := fieldNames()
	i := tfbridge.ProviderInfo{
		P:              p,
		Name:           "openstack",
		Version:        version,
		ResourcePrefix: "openstack",
		Config: map[string]*tfbridge.SchemaInfo{
			"allow_reauth":  env("OS_ALLOW_REAUTH"),
			"cloud":         env("OS_CLOUD"),
			"delayed_auth":  env("OS_DELAYED_AUTH"),
			"endpoint_type": env("OS_ENDPOINT_TYPE"),
			"insecure":      env("OS_INSECURE"),
			"region":        env("OS_REGION_NAME"),
			"swauth":        env("OS_SWAUTH"),
			"use_octavia":   env("OS_USE_OCTAVIA"),
		},
		Resources:   map[string]*tfbridge.ResourceInfo{},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
	}
	p.ResourcesMap().Range(func(name string, r shim.Resource) bool {
		tok, ok := table.Resources[name]
		if !ok {
			tok = token(name, "")
		}
		known := map[string]*tfbridge.SchemaInfo{}
		for f, s := range fields[name] {
			if _, has := r.Schema().GetOk(f); has {
				known[f] = s
			}
		}
		i.Resources[name] = &tfbridge.ResourceInfo{Tok: tokens.Type(tok), Fields: known}
		return true
	})
	p.DataSourcesMap().Range(func(name string, _ shim.Resource) bool {
		tok, ok := table.Functions[name]
		if !ok && name == "openstack_loadbalancer_flavor_v2" {
			// An older name of openstack_lb_flavor_v2; the rule would give both the same token.
			tok, ok = "openstack:loadbalancer/getLbFlavorDeprecated:getLbFlavorDeprecated", true
		}
		if !ok {
			tok = token(name, "get")
		}
		i.DataSources[name] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(tok)}
		return true
	})
	i.SetAutonaming(255, "-")
	return i
}

// token is the rule for names that 3.15.2 does not have:
// openstack_networking_bgp_peer_v2 -> openstack:networking/bgpPeerV2:BgpPeerV2.
func token(name, verb string) string {
	parts := strings.Split(strings.TrimPrefix(name, "openstack_"), "_")
	mod := parts[0]
	if long, ok := map[string]string{"lb": "loadbalancer", "fw": "firewall"}[mod]; ok {
		mod = long
	}
	pascal := ""
	for _, s := range parts[1:] {
		pascal += strings.ToUpper(s[:1]) + s[1:]
	}
	if verb != "" {
		return "openstack:" + mod + "/" + verb + pascal + ":" + verb + pascal
	}
	return "openstack:" + mod + "/" + strings.ToLower(pascal[:1]) + pascal[1:] + ":" + pascal
}
