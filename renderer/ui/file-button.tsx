import { type ChangeEvent, type ReactNode, useRef } from 'react'
import { Button, type ButtonProps } from './button.tsx'

/** Asks for files of this computer. The same file can be chosen again, after it was changed. */
export function FileButton({
  label,
  accept,
  multiple = false,
  look,
  onFiles,
  children,
}: {
  /** Of the field itself, where the button does not say it. */
  label: string
  accept?: string
  multiple?: boolean
  look?: ButtonProps['look']
  onFiles(files: File[]): void
  children: ReactNode
}) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    target.value = ''
    if (files.length > 0) onFiles(files)
  }
  return (
    <>
      <Button {...(look === undefined ? {} : { look })} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        {...(accept === undefined ? {} : { accept })}
        aria-label={label}
        onChange={chosen}
        className="sr-only"
        tabIndex={-1}
      />
    </>
  )
}
