import { fuzzyScore } from '../../../shared/fuzzy.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'
import type { DefinitionName } from '../store/definition-names.ts'
import type { Store } from '../store/store.ts'

/** So many names are scored before others have their turn. */
const atOnce = 1_000

export type Query = { text: string; first: string[]; limit: number }

/** Finds jobs, flows and pipelines by name. */
export function createDefinitionSearch({ definitionNames }: { definitionNames: Pick<Store['definitionNames'], 'all'> }) {
  return {
    /** The best matches, and how many match. Equal ones are in the order of `first`, then of their names. */
    async find({ text, first, limit }: Query): Promise<{ items: DefinitionName[]; total: number }> {
      const names = definitionNames.all()
      const found: { definition: DefinitionName; score: number }[] = []
      for (let at = 0; at < names.length; at += atOnce) {
        if (at > 0) await new Promise(setImmediate)
        for (const definition of names.slice(at, at + atOnce)) {
          const score = text === '' ? 0 : fuzzyScore(text, definition.name)
          if (score !== null) found.push({ definition, score })
        }
      }
      const rankOf = ({ id }: DefinitionName): number => (first.includes(id) ? first.indexOf(id) : first.length)
      const items = found
        .sort(
          (a, b) =>
            b.score - a.score ||
            rankOf(a.definition) - rankOf(b.definition) ||
            naturalOrder(a.definition.name, b.definition.name),
        )
        .slice(0, limit)
        .map(({ definition }) => definition)
      return { items, total: found.length }
    },
  }
}
