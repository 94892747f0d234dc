import { createDefinitionSearch } from './definitions.ts'
import { createLogSearch, type Searches } from './log-search.ts'

type Parts = Parameters<typeof createLogSearch>[0]

/** Finds definitions by their names, and runs by what they printed. */
export const createSearch = (parts: Parts, searches: Searches) => ({
  definitions: createDefinitionSearch(parts.store).find,
  logs: createLogSearch(parts, searches),
})
