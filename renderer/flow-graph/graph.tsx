import type { ComponentProps } from 'react'
import { loadLater, WhileLoading } from '../load-later.tsx'

const Loaded = loadLater(() => import('./flow-graph.tsx').then((module) => module.default))

/** The drawing is large: it is not a part of the first load. */
export function FlowGraph(props: ComponentProps<typeof Loaded>) {
  return (
    <WhileLoading show={<div aria-busy="true" className="h-full bg-sunken" />}>
      <Loaded {...props} />
    </WhileLoading>
  )
}
