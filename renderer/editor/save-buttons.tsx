import { Button } from '../ui/button.tsx'
import type { Editor } from './use-editor.ts'
import { words } from './words.ts'

type Props = {
  editor: Pick<Editor<unknown, object>, 'isChanged' | 'canSave' | 'discard'> & {
    save(compare?: boolean): Promise<unknown>
  }
  /** On the button that saves: "Save", "Add schedule". */
  label: string
  look?: 'primary' | 'plain'
}

/** How every editor is saved: a way back, and the button. */
export const SaveButtons = ({ editor, label, look = 'primary' }: Props) => (
  <>
    {editor.isChanged && (
      <Button look="quiet" onClick={editor.discard}>
        {words.discard}
      </Button>
    )}
    <Button look={look} disabled={!editor.canSave} onClick={() => void editor.save()}>
      {label}
    </Button>
  </>
)
