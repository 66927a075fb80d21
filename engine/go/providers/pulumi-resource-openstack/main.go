// Command pulumi-resource-openstack is a Pulumi provider plugin that stands in for the one npm's
// @pulumi/openstack 3.15.2 downloads: the same type tokens and property names, but with
// terraform-provider-openstack 3.4.0 inside, run by Pulumi's own Terraform bridge.
package main

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/terraform-provider-openstack/terraform-provider-openstack/v3/openstack"
)

// Version is what the plugin reports to the engine; the build sets it (engine/setup/versions.ts).
var Version = "0.0.0-unset"

func main() {
	tfbridge.Main("openstack", Version, info(shimv2.NewProvider(upstream()), Version), stubSchema())
}

// upstream is the Terraform provider, whose requests end where the cloud is silent, and which also accepts (and ignores) the use_octavia setting that
// releases before 3.0 had: Octavia is all that it speaks now. Without the key, a program that sets
// useOctavia, as it must with the official plugin 3.15.2, would be refused.
func upstream() *schema.Provider {
	p := openstack.Provider()
	p.Schema["use_octavia"] = &schema.Schema{Type: schema.TypeBool, Optional: true}
	configure := p.ConfigureContextFunc
	p.ConfigureContextFunc = func(ctx context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
		// The login, where it is not delayed until the first request.
		ctx, cancel := context.WithTimeout(ctx, silence)
		defer cancel()
		meta, problems := configure(ctx, d)
		if config, ok := meta.(*openstack.Config); ok {
			limitSilence(config.OsClient)
		}
		return meta, problems
	}
	return p
}

// stubSchema answers the engine's GetSchema. The engine needs no more than the name for preview and
// up; a full schema serves code generation, and the SDK comes from npm.
func stubSchema() []byte {
	b, err := json.Marshal(map[string]string{"name": "openstack", "version": Version})
	if err != nil {
		panic(err)
	}
	return b
}
