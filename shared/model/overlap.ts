import * as z from 'zod'

/** What happens to a new run of a job while another is active. */
export const overlapPolicies = ['allow', 'skip', 'queue', 'latest', 'replace'] as const
export const Overlap = z.enum(overlapPolicies)
export type Overlap = z.infer<typeof Overlap>
