import type { Definition } from '../../../shared/flow/definition.ts'
import { diffOf } from '../../../shared/flow/difference/diff.ts'
import type { ChangedParts } from '../../../shared/model/change-summary.ts'

const names: Record<string, string> = {
  params: 'parameters',
  timeout_ms: 'timeout',
  max_steps: 'step limit',
  start: 'start node',
  cleanup: 'cleanup node',
  positions: 'layout',
  notes: 'notes on the canvas',
}

/** The nodes and settings that differ. Wires are told only where nothing else is. */
export function changedNodes(before: Definition, after: Definition): ChangedParts {
  const all = diffOf(before, after).map(({ sign, what }) => ({ sign, name: names[what] ?? what.replace(/ \([^()]*\)$/, '') }))
  const told = all.filter(({ name }) => !name.startsWith('edge '))
  if (told.length === 0) return { changed: all.length > 0 ? ['wires'] : [] }
  const of = (wanted: string): string[] => told.filter(({ sign }) => sign === wanted).map(({ name }) => name)
  return { added: of('+'), removed: of('-'), changed: of('~') }
}
