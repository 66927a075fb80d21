import { agencySchema } from "./agency.ts";
import { environmentsSchema } from "./environments.ts";
import { provinceSchema } from "./province.ts";
import { reformSchema } from "./reform.ts";
import { servicesSchema } from "./services.ts";
import { standardsSchema } from "./standards.ts";
import { templatesSchema } from "./templates.ts";
import { unitsSchema } from "./units.ts";
import { waiversSchema } from "./waivers.ts";
import { zonesSchema } from "./zones.ts";

/** The files of stacks/ that describe the province, each with its schema. */
export const PROVINCE_DOCUMENTS = {
  province: { path: "stacks/province.yaml", schema: provinceSchema },
  zones: { path: "stacks/province/zones.yaml", schema: zonesSchema },
  services: { path: "stacks/province/services.yaml", schema: servicesSchema },
  templates: { path: "stacks/province/templates.yaml", schema: templatesSchema },
  environments: { path: "stacks/province/environments.yaml", schema: environmentsSchema },
  standards: { path: "stacks/province/standards.yaml", schema: standardsSchema },
  units: { path: "stacks/province/units.yaml", schema: unitsSchema },
  waivers: { path: "stacks/waivers.yaml", schema: waiversSchema },
} as const;

/** All kinds of documents by the name of their JSON Schema, agency first. */
export const DOCUMENTS = {
  agency: { path: "stacks/agencies/<code>.yaml", schema: agencySchema },
  ...PROVINCE_DOCUMENTS,
  reform: { path: "stacks/province/reforms/<date>.yaml", schema: reformSchema },
} as const;
