import * as z from 'zod/mini';

const RememberedType = z.object({
  id: z.number(),
  name: z.string(),
  description: z.nullable(z.string()),
  settings: z.object({ enableContactAssociation: z.boolean() }),
});

/** The form in which accounts are kept. */
export const RememberedAccount = z.object({
  id: z.string(),
  baseUrl: z.string(),
  label: z.string(),
  agent: z.object({ id: z.number(), name: z.string() }),
  staffNames: z.record(z.string(), z.string()),
  assetTypes: z.array(RememberedType),
  demo: z.exactOptional(z.object({ assets: z.nullable(z.number()) })),
  reading: z.optional(z.enum(['read', 'onDemand', 'paused'])),
});
