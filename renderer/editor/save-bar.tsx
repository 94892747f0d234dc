import { Eraser, Save } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import type { Editor } from './use-editor.ts'
import { words } from './words.ts'

type Props = {
  editor: Pick<Editor<unknown, object>, 'isChanged' | 'canSave' | 'discard'> & { save(): Promise<unknown> }
  /** "Save", "Add schedule". */
  name: string
}

/** The buttons of an editor in a panel, above what scrolls. */
export const SaveBar = ({ editor, name }: Props) => (
  <div className="flex min-h-9 shrink-0 items-center justify-end gap-2 border-b border-rule px-4 py-1">
    {editor.isChanged && (
      <Button small onClick={editor.discard}>
        <Eraser aria-hidden="true" className="size-3.5" />
        {words.discard}
      </Button>
    )}
    <Button small look="primary" disabled={!editor.canSave} onClick={() => void editor.save()}>
      <Save aria-hidden="true" className="size-3.5" />
      {name}
    </Button>
  </div>
)
