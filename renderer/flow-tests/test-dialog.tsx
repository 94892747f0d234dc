import { Suspense } from 'react'
import { loadLater } from '../load-later.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { PanelCode } from '../ui/panel/facts.tsx'
import { useTestState } from './test-state.ts'
import { words } from './words.ts'

const ApproveDialog = loadLater(() => import('../approval/approve-dialog.tsx').then((module) => module.default), 'first')

/** Asks once for each node and draft: a test runs what the node does. */
export function TestDialog() {
  const { question, approving } = useTestState()
  const closed = () => useTestState.setState({ approving: null })
  if (approving)
    return (
      <Suspense>
        <ApproveDialog wait={approving} onApproved={closed} onClose={closed} />
      </Suspense>
    )
  if (!question) return null
  return (
    <Dialog open title={words.confirmTitle} onClose={() => question.answer(false)} onSubmitKey={() => question.answer(true)}>
      <p className="mb-2 text-ink-2">{words.confirmText}</p>
      <ul className="mb-4 grid max-h-[50vh] gap-2 overflow-auto">
        {question.nodes.map(({ node, title, does, scripts }) => (
          <li key={node} className="min-w-0 break-words">
            <span className="font-semibold">{title}</span> {does}
            {scripts.map((code) => (
              <PanelCode key={code} label={words.scriptOf(title)} className="mt-1 max-h-40">
                {code.trim()}
              </PanelCode>
            ))}
          </li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <Button onClick={() => question.answer(false)}>{words.cancel}</Button>
        <Button look="primary" onClick={() => question.answer(true)}>
          {words.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
