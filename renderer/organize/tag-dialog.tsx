import { useQuery } from '@tanstack/react-query'
import { Check, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { Tag } from '../../shared/model/organization.ts'
import { api } from '../api/client.ts'
import { cx } from '../ui/class-names.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { organize, type Thing } from './change.ts'
import { type Choice, changesOf, choicesOf, found, type Mark } from './marks.ts'
import { OptionList } from './option-list.tsx'
import { words } from './words.ts'

const none: Choice[] = []
export type Tagged = Thing & { tags: readonly string[] }

/** Adds tags to several things and takes tags away from them. */
export function TagDialog({ what, things, onClose }: { what: string; things: readonly Tagged[]; onClose(): void }) {
  const known = useQuery(api.organize.labels.queryOptions()).data?.tags ?? none
  const [text, setText] = useState('')
  const [changed, setChanged] = useState<ReadonlyMap<string, Mark>>(new Map())
  const { shown, isNew } = found(choicesOf(things, known, changed), text)
  const problem = text.trim() === '' ? undefined : Tag.safeParse(text).error?.issues[0]?.message
  const mark = (name: string, to: Mark) => {
    setChanged((before) => new Map([...before, [name, to]]))
    setText('')
  }
  const save = () => {
    const changes = changesOf(changed)
    const typed = isNew && problem === undefined ? [text.trim()] : []
    onClose()
    void organize(things, 'tags', { ...changes, addTags: [...changes.addTags, ...typed] })
  }
  const add = {
    ...{ key: ' new', isOn: false, act: () => mark(text.trim(), 'all') },
    content: (
      <>
        <Plus aria-hidden="true" className="size-3.5 text-ink-3" />
        <span className="truncate">{words.tags.add(text.trim())}</span>
      </>
    ),
  }
  return (
    <FormDialog
      title={words.tags.title(what)}
      submit={words.tags.save}
      isReady={changed.size > 0 || (isNew && problem === undefined)}
      isChanged={changed.size > 0}
      onSubmit={save}
      onClose={onClose}
    >
      <OptionList
        label={words.tags.field}
        listLabel={words.tags.list}
        placeholder={words.tags.placeholder}
        hint={words.tags.hint}
        error={problem && words.tags.invalid(problem)}
        text={text}
        onText={setText}
        isMultiple
        options={[
          ...shown.map((choice) => ({
            ...{ key: choice.name, isOn: choice.mark === 'all' },
            act: () => mark(choice.name, choice.mark === 'all' ? 'none' : 'all'),
            content: <ChoiceRow choice={choice} isChanged={changed.has(choice.name)} />,
          })),
          ...(isNew && problem === undefined ? [add] : []),
        ]}
      />
    </FormDialog>
  )
}

function ChoiceRow({ choice: { name, mark, count }, isChanged }: { choice: Choice; isChanged: boolean }) {
  const Icon = mark === 'some' ? Minus : Check
  return (
    <>
      <Icon aria-hidden="true" className={cx('size-3.5 shrink-0 text-accent', mark === 'none' && 'invisible')} />
      <span dir="auto" className={cx('min-w-0 flex-1 truncate text-left', isChanged && 'font-medium')}>
        {name}
      </span>
      {mark === 'some' && <span className="text-sm text-ink-3">{words.tags.onSome}</span>}
      {count > 0 && <span className="text-sm text-ink-3 tabular-nums">{words.tags.countOf(count)}</span>}
    </>
  )
}
