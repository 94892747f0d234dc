import { type ComponentProps, lazy, Suspense } from 'react'

const Loaded = lazy(() => import('./flow-editor.tsx'))

/** The editor is large: it is loaded when the first flow is edited. */
export const FlowEditorLater = (props: ComponentProps<typeof Loaded>) => (
  <Suspense fallback={<div aria-busy="true" className="min-h-0 flex-1 bg-sunken" />}>
    <Loaded {...props} />
  </Suspense>
)
