import { BriefcaseBusiness, Globe, type LucideIcon, StickyNote } from 'lucide-react'
import { nodeKinds } from '../../shared/flow/definition.ts'
import type { NewNode } from '../../shared/flow/edit/gesture.ts'
import { kindIcons } from '../flow-graph/looks.ts'
import { words } from './words.ts'

/** Something that can be added: a node of a kind, or a note. */
export type Addable = { id: string; name: string; what: string; icon: LucideIcon; node: NewNode | null }

/** In the order of the rail and of the keys 1 to 9. */
export const railKinds: Addable[] = [
  ...nodeKinds.map((kind): Addable => ({ id: kind, ...words.kinds[kind], icon: kindIcons[kind], node: kind })),
  { id: 'note', ...words.note, icon: StickyNote, node: null },
]

/** All that the list offers. */
export const addables: Addable[] = [
  ...railKinds,
  {
    id: 'request',
    ...words.request,
    icon: Globe,
    node: { exec_type: 'request', request: { method: 'GET', url: 'https://example.com' } },
  },
  { id: 'job', ...words.job, icon: BriefcaseBusiness, node: { exec_type: 'job', job: '' } },
]

export const addableOf = (id: string): Addable | undefined => addables.find((each) => each.id === id)
