import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import type { Template } from '../../../shared/model/template.ts'
import { api, attempt, client, messageOf } from '../../api/client.ts'
import { useTemplateQuestion } from '../../templates/ask.ts'
import { ActionItems } from '../../ui/action-items.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import type { Action } from '../../ui/table/action.ts'
import { toast } from '../../ui/toasts.tsx'
import { Row, rows } from './row.tsx'
import { useCreate } from './use-create.ts'
import { words } from './words.ts'

/** What people saved to start new definitions from. */
export function TemplateList() {
  const query = useQuery(api.templates.list.queryOptions())
  const { mutate, isPending, variables } = useCreate()
  if (query.isPending) return <SkeletonRows rows={2} />
  if (query.isError && !query.data)
    return <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  if (query.data.items.length === 0) return <p className="text-ink-2">{words.none}</p>
  return (
    <ul className={rows}>
      {query.data.items.map((template) => (
        <Row key={template.id} title={template.name} note={words.kinds[template.kind]} text={template.text}>
          <Button
            small
            disabled={isPending}
            aria-describedby={`template-${template.id}`}
            onClick={() => mutate({ key: template.id, title: template.name, parts: () => partsOf(template) })}
          >
            {isPending && variables?.key === template.id ? words.creating : words.create(template.kind)}
            <span id={`template-${template.id}`} className="sr-only">
              {template.name}
            </span>
          </Button>
          <Menu
            trigger={
              <IconButton label={words.moreFor(template.name)} className="size-6!">
                <Ellipsis aria-hidden="true" className="size-4" />
              </IconButton>
            }
          >
            <ActionItems actions={actionsOf(template)} />
          </Menu>
        </Row>
      ))}
    </ul>
  )
}

const partsOf = async ({ id }: Template) => (await client.templates.get({ ref: id })).parts

const actionsOf = (template: Template): Action[] => [
  {
    ...{ name: words.edit, icon: Pencil },
    act: () => useTemplateQuestion.setState({ question: { of: 'saved', template } }),
  },
  { name: words.delete, icon: Trash2, isDanger: true, act: () => remove(template) },
]

async function remove({ id, name }: Template): Promise<void> {
  if (!(await attempt(words.notDeleted(name), () => client.templates.remove({ ref: id })))) return
  const restore = () => void attempt(words.notRestored(name), () => client.templates.restore({ id }))
  toast(words.deleted(name), { undo: restore })
}
