/** First parts of the addresses of the window's pages; for the server, any other address is not a page. */
export const pageRoots = [
  'calendar',
  'examples',
  'files',
  'flows',
  'history',
  'import',
  'jobs',
  'pipelines',
  'queue',
  'runs',
  'schedules',
  'search',
  'settings',
  'triggers',
  'workers',
] as const

/** Whether a path is that of a page. */
export function isPage(path: string): boolean {
  const root = path.split('/')[1] ?? ''
  return path === '/' || path === '/index.html' || pageRoots.some((known) => known === root)
}
