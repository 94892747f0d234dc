import { Chip } from '../ui/chip.tsx'
import { splitFilter, toggled } from './draft.ts'
import type { PageFilter } from './use-filter.ts'

/** Chips that write tokens; each shows whether its token is in the filter. */
export function QuickFilters({ filter, tokens }: { filter: PageFilter; tokens: Record<string, string> }) {
  const current = splitFilter(filter.text)
  return Object.entries(tokens).map(([name, token]) => (
    <Chip key={name} on={current.includes(token)} onClick={() => filter.set(toggled(filter.text, token), true)}>
      {name}
    </Chip>
  ))
}
