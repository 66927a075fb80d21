// Command pulumi-resource-random is a Pulumi provider plugin that stands in for the one npm's
// @pulumi/random downloads: Pulumi's fork of the Terraform random provider on Pulumi's own bridge.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	pftfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

// Version is what the plugin reports to the engine; the build sets it (engine/setup/versions.ts).
var Version = "0.0.0-unset"

// kinds are the resources of @pulumi/random 4.21.2 (random_id -> random:index/randomId:RandomId).
var kinds = []string{"bytes", "id", "integer", "password", "pet", "shuffle", "string", "uuid", "uuid4", "uuid7"}

// idFrom takes the resource's id from one of its outputs: these kinds have no id of their own.
func idFrom(prop resource.PropertyKey) tfbridge.ComputeID {
	return func(_ context.Context, state resource.PropertyMap) (resource.ID, error) {
		v := state[prop]
		if v.IsSecret() {
			v = v.SecretValue().Element
		}
		if !v.IsString() {
			return "", fmt.Errorf("random: output %q is not a string, so the resource has no id", prop)
		}
		return resource.ID(v.StringValue()), nil
	}
}

func info() tfbridge.ProviderInfo {
	p := tfbridge.ProviderInfo{
		Name:           "random",
		Version:        Version,
		ResourcePrefix: "random",
		P:              pftfbridge.ShimProvider(shim.New()),
		MetadataInfo:   tfbridge.NewProviderMetadata([]byte("{}")),
		Resources:      map[string]*tfbridge.ResourceInfo{},
	}
	for _, kind := range kinds {
		pascal := strings.ToUpper(kind[:1]) + kind[1:]
		r := &tfbridge.ResourceInfo{Tok: tokens.Type("random:index/random" + pascal + ":Random" + pascal)}
		switch kind {
		case "bytes":
			r.ComputeID = idFrom("base64")
		case "uuid4", "uuid7":
			r.ComputeID = idFrom("result")
		}
		p.Resources["random_"+kind] = r
	}
	return p
}

func main() {
	schema, err := json.Marshal(map[string]any{"name": "random", "version": Version, "resources": map[string]any{}})
	if err != nil {
		panic(err)
	}
	pftfbridge.Main(context.Background(), "random", info(), pftfbridge.ProviderMetadata{PackageSchema: schema})
}
