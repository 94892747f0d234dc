import { client } from '../api/client.ts'
import { toast } from '../ui/toasts.tsx'
import { suggestName } from './suggest-name.ts'
import type { PageView } from './use-page-view.ts'
import { ViewDialog } from './view-dialog.tsx'
import { words } from './words.ts'

/** Saves what the list shows now as a view, and opens it. */
export const NewViewDialog = ({ view, onClose }: { view: PageView; onClose(): void }) => (
  <ViewDialog
    title={words.newView}
    submit={words.create}
    name={suggestName(view.now.q)}
    save={(name) => client.views.create({ ...view.now, name })}
    onSaved={(saved) => {
      onClose()
      view.open(saved)
      toast(words.saved(saved.name))
    }}
    onClose={onClose}
  />
)
