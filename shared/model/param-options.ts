import * as z from 'zod'

/** What a command printed as the options of a parameter; `problem`: why there are none, or not all, as a sentence. */
export const ParamOptions = z.object({
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  problem: z.string().nullable(),
})
export type ParamOptions = z.infer<typeof ParamOptions>
