import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { Button, IconButton } from './button.tsx'

type Data = { undo?: () => void; undoLabel?: string }

const manager = Toast.createToastManager<Data>()

/** Something was done. With `undo` it can be taken back for a while. */
export const toast = (title: string, data: Data = {}): void =>
  void manager.add({ title, data, timeout: data.undo ? 12_000 : 4_000 })

/** Something a person asked for did not happen. It stays until it is read. */
export const toastError = (title: string, error?: unknown): void =>
  void manager.add({
    title,
    ...(error instanceof Error ? { description: error.message } : {}),
    type: 'error',
    priority: 'high',
    timeout: 0,
  })

export function Toasts() {
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[340px] flex-col gap-2 outline-none">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const { toasts, close } = Toast.useToastManager<Data>()
  return toasts.map((entry) => (
    <Toast.Root
      key={entry.id}
      toast={entry}
      className="flex items-start gap-2 rounded-lg border border-rule bg-surface py-2 pr-2 pl-3 shadow-float data-[type=error]:border-bad"
    >
      <div className="min-w-0 flex-1 py-1">
        <Toast.Title className="font-medium" />
        <Toast.Description className="text-sm break-words text-ink-2" />
      </div>
      {entry.data?.undo && (
        <Button
          small
          onClick={() => {
            entry.data?.undo?.()
            close(entry.id)
          }}
        >
          {entry.data.undoLabel ?? 'Undo'}
        </Button>
      )}
      <Toast.Close render={<IconButton label="Dismiss" />}>
        <X aria-hidden="true" className="size-3.5" />
      </Toast.Close>
    </Toast.Root>
  ))
}
