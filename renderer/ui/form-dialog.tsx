import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { useFocusBack } from './use-focus-back.ts'
import { words } from './words.ts'

type Props = {
  title: string
  wide?: boolean | 'graph'
  /** A long form. */
  tall?: boolean
  /** Beside the buttons. */
  footnote?: ReactNode
  /** On the button that submits the form. */
  submit: string
  /** Deletes something. */
  danger?: boolean
  isBusy?: boolean
  /** False: it cannot be submitted yet. */
  isReady?: boolean
  /** Something was typed that closing would lose, so closing asks first. */
  isChanged?: boolean
  /** The button that submits has the focus first. */
  focusesSubmit?: boolean
  /** `stays`: by the key that leaves the page as it is. */
  onSubmit(stays: boolean): void
  onClose(): void
  children: ReactNode
}

/** A dialog with a form: the same buttons and keys in each. */
export function FormDialog(props: Props) {
  const {
    title,
    wide = false,
    tall = false,
    isChanged = false,
    isBusy = false,
    isReady = true,
    onSubmit,
    onClose,
    children,
  } = props
  useFocusBack()
  const [isAsking, setIsAsking] = useState(false)
  const close = () => {
    if (isChanged && !isAsking) setIsAsking(true)
    else onClose()
  }
  return (
    <Dialog
      open
      wide={wide}
      tall={tall}
      onClose={close}
      onSubmitKey={(stays) => !isBusy && isReady && onSubmit(stays)}
      title={title}
    >
      <form
        // What is wrong is said beside the fields, in our words.
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          // In React's tree the dialog may be within another form.
          event.stopPropagation()
          onSubmit(false)
        }}
        onInput={() => setIsAsking(false)}
        className="flex flex-col gap-4"
      >
        {children}
        <div className="flex items-center justify-end gap-2">
          {isAsking ? <DiscardButtons onKeep={() => setIsAsking(false)} onDiscard={onClose} /> : <Buttons {...props} />}
        </div>
      </form>
    </Dialog>
  )
}

const Buttons = ({ submit, danger = false, isBusy = false, isReady = true, focusesSubmit = false, footnote, onClose }: Props) => (
  <>
    {footnote && <span className="mr-auto max-[640px]:hidden">{footnote}</span>}
    <Button onClick={onClose}>{words.cancel}</Button>
    <Button look={danger ? 'danger' : 'primary'} type="submit" autoFocus={focusesSubmit} disabled={isBusy || !isReady}>
      {submit}
    </Button>
  </>
)

const DiscardButtons = ({ onKeep, onDiscard }: { onKeep(): void; onDiscard(): void }) => (
  <>
    <p role="alert" className="mr-auto">
      {words.discardQuestion}
    </p>
    <Button autoFocus onClick={onKeep}>
      {words.keepEditing}
    </Button>
    <Button look="danger" onClick={onDiscard}>
      {words.discard}
    </Button>
  </>
)
