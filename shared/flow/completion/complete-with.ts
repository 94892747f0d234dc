import { type Completion, completeAt } from './complete.ts'
import { placeAt } from './place.ts'

/** What a definition does not say itself: references into the data of a run, and the names of secrets. */
type Known = { references: readonly string[]; secrets: readonly string[] }

/** The completions of a definition, with those that are known from elsewhere. */
export const completeWith =
  ({ references, secrets }: Known) =>
  (text: string, offset: number): Completion | null => {
    const { token, path, key } = placeAt(text, offset)
    const found = completeAt(text, offset)
    const offersReferences = found?.options.some(({ label }) => label.startsWith('$')) ?? false
    const isSecretPlace = key !== null && (path.at(-1) === 'env' || path.at(-1) === 'headers' || key === 'url')
    const more = [
      ...(offersReferences ? references : []),
      ...(isSecretPlace && token.startsWith('$') ? secrets.map((name) => `$secrets.${name}`) : []),
    ]
    const known = new Set(found?.options.map(({ label }) => label))
    const added = more.filter((label) => !known.has(label)).map((label) => ({ label }))
    if (added.length === 0) return found
    return { from: offset - token.length, isEmpty: token === '', ...found, options: [...(found?.options ?? []), ...added] }
  }
