import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor-props.ts'

const Loaded = lazy(() => import('./code-mirror.tsx'))

/** The editor is large: it is loaded when the first one is shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<div className="h-full rounded-md border border-rule-2 bg-surface" />}>
      <Loaded {...props} />
    </Suspense>
  )
}
