import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor-props.ts'

/** The editor is large: it is loaded when the first one is shown. For what has a Suspense of its own. */
export const LazyCodeEditor = lazy(() => import('./code-mirror.tsx'))

/** In the place of an editor until it is loaded. */
export const CodeEditorPlace = () => <div aria-busy="true" className="h-full rounded-md border border-rule-2 bg-surface" />

export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<CodeEditorPlace />}>
      <LazyCodeEditor {...props} />
    </Suspense>
  )
}
