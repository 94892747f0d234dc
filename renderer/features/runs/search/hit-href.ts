import type { FoundLine } from '../../../../shared/model/found-run.ts'
import { logHref } from '../log/log-link.ts'
import type { SearchInput } from './search-state.ts'
import { flagText } from './use-search-query.ts'

/** The address of a line in its log, where the same text is looked for. */
export function hitHref(run: number, { node, attempt, n }: FoundLine, query: SearchInput): string {
  const [path = '', search = ''] = logHref({ run, node, attempt }, null).split('?')
  const params = new URLSearchParams(search)
  params.set('find', query.text)
  const flags = flagText(query)
  if (flags !== '') params.set('find-flags', flags)
  return `${path}?${params}#L${n}`
}
