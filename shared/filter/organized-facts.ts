import { withParents } from '../folder.ts'
import type { Organized } from '../model/organization.ts'

/** What a filter can ask about how a definition is organized. A folder includes the folders within it. */
export const organizedFacts = ({ tags, folder, owner }: Pick<Organized, 'tags' | 'folder' | 'owner'>) => ({
  tag: tags,
  folder: withParents(folder),
  owner: [owner],
})
