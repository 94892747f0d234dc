import * as z from 'zod'

/** Shorter ones would be found, and blotted out, in every other word of a log. */
const shortest = 4
const longest = 32_768

export const SecretName = z
  .string()
  .trim()
  .regex(/^[A-Za-z_]\w{0,99}$/, 'must be letters, digits and underscores, not starting with a digit')

export const SecretValue = z
  .string()
  .min(shortest, `must have at least ${shortest} characters: LocalFlow could not tell a shorter one from other text in a log`)
  .max(longest, `must have at most ${longest} characters`)
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character')

/** The public facts of a secret: never its value. */
export const Secret = z.object({
  name: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
  /** Known uses: the current versions of jobs, and the published versions of flows. */
  usedBy: z.object({ jobs: z.array(z.string()), flows: z.array(z.string()) }),
})
export type Secret = z.infer<typeof Secret>

/**
 * The texts of a spec that may name secrets: only those that a person wrote as a part of it. Text made from data is plain
 * text, whatever it says. True: every variable, every header, and the address.
 */
export const SecretUse = z
  .boolean()
  .or(
    z.object({
      env: z.array(z.string().max(256)).max(1_000).default([]),
      headers: z.array(z.string().max(200)).max(100).default([]),
      url: z.boolean().default(false),
    }),
  )
  .default(false)
export type SecretUse = z.infer<typeof SecretUse>

const mention = /\$secrets\.([A-Za-z_]\w*)|\$\{secrets\.([A-Za-z_]\w*)\}/g

/** The secrets that a text names, as `$secrets.NAME` or, within a word, `${secrets.NAME}`. */
export const secretsIn = (text: string): string[] => [...text.matchAll(mention)].map(([, one, two]) => one ?? two ?? '')

export const namesSecret = (text: string): boolean => secretsIn(text).length > 0

/** The text with what its secrets are in their place. */
export const withSecrets = (text: string, open: (name: string) => string): string =>
  text.replace(mention, (_, one?: string, two?: string) => open(one ?? two ?? ''))

/** The names in a record whose texts name secrets. */
export function secretNamesOf(record: Record<string, string>): string[] {
  return Object.entries(record).flatMap(([name, text]) => (namesSecret(text) ? [name] : []))
}
