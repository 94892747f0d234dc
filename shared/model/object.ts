import * as z from 'zod'

export const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits')

/** A file that a run produced. */
export const Artifact = z.object({
  /** Path in the output folder, with "/" between folders. */
  name: z.string(),
  hash: z.string(),
  size: z.int(),
})
export type Artifact = z.infer<typeof Artifact>

/** The task that produced a file, or used it. */
export const Maker = z.object({
  /** Null: the run has been deleted. */
  run: z.object({ id: z.string(), number: z.int(), title: z.string() }).nullable(),
  runNumber: z.int(),
  /** The step of a pipeline, or the node of a flow. */
  step: z.string().nullable(),
  /** The number of the execution within its step, for a pipeline. */
  nth: z.int().nullable(),
  attempt: z.int().nullable(),
  at: z.int().nullable(),
  /** The script or command line that ran. */
  command: z.string().nullable(),
  input: Artifact.nullable(),
})
export type Maker = z.infer<typeof Maker>

export const ObjectDetail = z.object({
  hash: z.string(),
  size: z.int(),
  keptAt: z.int(),
  /** Its names. */
  names: z.array(z.string()),
  /** The runs that produced the artifact, oldest first; `more` is true if there are others. */
  madeBy: z.array(Maker.extend({ name: z.string() })),
  /** The runs that used the artifact as input, with their artifacts. */
  usedBy: z.array(Maker.extend({ files: z.array(Artifact), status: z.string() })),
  /** Runs that got it as an input from outside. */
  givenTo: z.array(z.object({ run: z.string().nullable(), runNumber: z.int(), name: z.string() })),
  more: z.boolean(),
})
export type ObjectDetail = z.infer<typeof ObjectDetail>

/** How to preview a file, judged by its first bytes. */
export const previewKinds = ['text', 'markdown', 'csv', 'json', 'image', 'html', 'binary'] as const
export type PreviewKind = (typeof previewKinds)[number]

const endings = new Map<string, PreviewKind>([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['json', 'json'],
  ['html', 'html'],
  ['htm', 'html'],
  ['png', 'image'],
  ['jpg', 'image'],
  ['jpeg', 'image'],
  ['gif', 'image'],
  ['webp', 'image'],
  ['avif', 'image'],
  ['bmp', 'image'],
])

/** The kind by the file's extension; files with an unknown one are text, unless they contain a NUL. */
export const kindOfName = (name: string): PreviewKind | null =>
  endings.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '') ?? null
