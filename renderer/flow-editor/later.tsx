import type { ComponentProps } from 'react'
import { loadLater, WhileLoading } from '../load-later.tsx'

const Loaded = loadLater(() => import('./flow-editor.tsx').then((module) => module.default))

/** The editor is large: it is not a part of the first load. */
export const FlowEditorLater = (props: ComponentProps<typeof Loaded>) => (
  <WhileLoading show={<div aria-busy="true" className="min-h-0 flex-1 bg-sunken" />}>
    <Loaded {...props} />
  </WhileLoading>
)
