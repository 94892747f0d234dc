import type { KeyPlace } from '../ui/key-table.ts'

const lists = /^\/(?:jobs|flows|pipelines|runs|queue|workers|files|search)$/

/** The place whose keys work on a page, besides those that work anywhere. */
export function keyPlaceOf(path: string): KeyPlace {
  if (path === '/') return 'home'
  if (path === '/calendar') return 'calendar'
  if (lists.test(path)) return 'list'
  if (path.startsWith('/jobs/')) return 'job'
  if (path.startsWith('/flows/')) return 'canvas'
  return path.startsWith('/runs/') ? 'run' : 'anywhere'
}
