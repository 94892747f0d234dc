import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { DefinitionRef } from '../../shared/model/overview.ts'
import { editHref } from '../definition/links.ts'
import { OverviewPart } from './run-lines.tsx'
import { words } from './words.ts'

type Props = { kind: DefinitionRef['kind']; id: string; children: ReactNode }

/** The graph in small, and the way to its editor. */
export const SmallGraph = ({ kind, id, children }: Props) => (
  <OverviewPart
    title={words.graph}
    aside={
      <Link href={editHref(kind, id)} className="text-accent hover:underline">
        {words.openGraph}
      </Link>
    }
  >
    <div className="small-graph h-56 overflow-hidden rounded-md border border-rule">{children}</div>
  </OverviewPart>
)
