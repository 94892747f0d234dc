import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { NewViewDialog } from './new-view-dialog.tsx'
import type { PageView } from './use-page-view.ts'
import { words } from './words.ts'

/** Behind the filter: saves it as a view, or in the view that it differs from. */
export function ViewButtons({ view }: { view: PageView }) {
  const [isSaving, setSaving] = useState(false)
  const { current, isChanged, isNew, isValid } = view
  const title = isValid ? undefined : words.hasProblem
  return (
    <>
      {current?.isMine && isChanged ? (
        <>
          <Button small look="quiet" onClick={() => view.open(current)}>
            {words.reset}
          </Button>
          <Button small disabled={!isValid} title={title} onClick={() => void view.saveIn(current)}>
            {words.saveChanges}
          </Button>
        </>
      ) : (
        isNew && (
          <Button small disabled={!isValid} title={title} onClick={() => setSaving(true)}>
            {words.saveView}
          </Button>
        )
      )}
      {isSaving && <NewViewDialog view={view} onClose={() => setSaving(false)} />}
    </>
  )
}
