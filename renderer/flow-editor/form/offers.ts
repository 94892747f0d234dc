/** References that go on from what is typed: those that begin with it, and of their parts the next level alone. */
export function offeredReferences(references: readonly string[], text: string): string[] {
  if (text !== '' && !text.startsWith('$')) return []
  const typed = text.toLowerCase()
  const found = references.filter((each) => each.toLowerCase().startsWith(typed))
  return found.filter((each) => depthBeyond(each, text) <= 1)
}

const depthBeyond = (reference: string, text: string): number => {
  const rest = reference.slice(text.length).replace(/^[.[]/, '')
  return (rest.match(/[.[]/g) ?? []).length
}

/** In texts that secrets may stand in: at the last $ of the text. */
export function offeredSecrets(secrets: readonly string[], text: string): string[] {
  const at = text.lastIndexOf('$')
  if (at === -1) return []
  const typed = text.slice(at).toLowerCase()
  return secrets
    .map((name) => `$secrets.${name}`)
    .filter((each) => each.toLowerCase().startsWith(typed))
    .map((each) => `${text.slice(0, at)}${each}`)
}

/** Names that contain what is typed. */
export const offeredNames = (names: readonly string[], text: string): string[] =>
  names.filter((name) => name.toLowerCase().includes(text.toLowerCase()))
