/** A mistake or an oddity in something that a person wrote: its place, and a sentence about it. */
export type Problem = {
  severity: 'error' | 'warning'
  /** As it would be written: `nodes.a.prep.input_key`; empty for the whole. */
  path: string
  message: string
  line?: number
  column?: number
}

export type Path = readonly PropertyKey[]

export const pathText = (path: Path): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`)).join('')

export const problem = (severity: Problem['severity'], path: Path, message: string): Problem => ({
  severity,
  path: pathText(path),
  message,
})
export const error = (path: Path, message: string): Problem => problem('error', path, message)
export const warning = (path: Path, message: string): Problem => problem('warning', path, message)
