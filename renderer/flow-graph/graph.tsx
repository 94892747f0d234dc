import { type ComponentProps, lazy, Suspense } from 'react'

const Loaded = lazy(() => import('./flow-graph.tsx'))

/** The drawing is large: it is loaded when the first one is shown. */
export function FlowGraph(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense fallback={<div aria-busy="true" className="h-full bg-sunken" />}>
      <Loaded {...props} />
    </Suspense>
  )
}
