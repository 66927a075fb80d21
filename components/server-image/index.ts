import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { sortedTags } from "../tags.ts";

export interface ServerImageArgs {
  /** Name in the cloud; default the component's name. */
  imageName?: string;
  /** Where the image comes from: a file beside the program, or a URL that the provider downloads. */
  source: { file: string } | { url: string };
  /** `raw`, `qcow2`. */
  diskFormat: string;
  /** Default `bare`. */
  containerFormat?: string;
  minDiskGb?: number;
  minRamMb?: number;
  /** True when a guest of this image was seen to work on IPv6 (IMG-01). */
  ipv6Ready: boolean;
  /**
   * Default `community`: every project may start servers from it by its id, and nobody finds it in a list of images
   * that they did not ask for. `public` is for an operator's catalogue: it is in every project's list, by name.
   */
  visibility?: "public" | "community" | "shared" | "private";
  /** Glance refuses to delete it, whoever asks, until this is taken back. */
  protected?: boolean;
  /** Further properties, such as `hw_disk_bus`. */
  properties?: Readonly<Record<string, string>>;
  tags?: readonly string[];
}

/** An image that servers start from, marked for IPv6 and checked after upload. */
export class ServerImage extends pulumi.ComponentResource {
  readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: ServerImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("provincial:compute:ServerImage", name, {}, opts);
    const image = new openstack.images.Image(
      name,
      {
        name: args.imageName ?? name,
        containerFormat: args.containerFormat ?? "bare",
        diskFormat: args.diskFormat,
        ...("file" in args.source ? { localFilePath: args.source.file } : { imageSourceUrl: args.source.url }),
        verifyChecksum: true,
        minDiskGb: args.minDiskGb,
        minRamMb: args.minRamMb,
        visibility: args.visibility ?? "community",
        protected: args.protected,
        // Glance properties are strings, and so is the provider's map.
        properties: { ...args.properties, ipv6_ready: String(args.ipv6Ready) },
        tags: sortedTags(args.tags),
      },
      { parent: this },
    );
    this.imageId = image.id;
    this.registerOutputs({ imageId: this.imageId });
  }
}
