import type { Document, LineCounter, Node as YamlNode } from 'yaml'

/** Names may contain dots: only the document knows where one ends. */
export const pathOf = (path: string): string[] => path.split(/[.[\]]+/).filter((part) => part !== '')

export function positionOf(
  yaml: Document.Parsed,
  lines: LineCounter,
  path: readonly PropertyKey[],
): { line: number; column: number } | Record<never, never> {
  for (let length = path.length; length >= 0; length--) {
    const found = yaml.getIn(
      path.slice(0, length).map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part)),
      true,
    ) as YamlNode | undefined
    if (found?.range) {
      const { line, col } = lines.linePos(found.range[0])
      return { line, column: col }
    }
  }
  return {}
}
