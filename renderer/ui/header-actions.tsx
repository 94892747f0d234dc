import { ChevronDown, Ellipsis, type LucideIcon } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { ActionItems } from './action-items.tsx'
import { Button, type ButtonProps, buttonClass, IconButton } from './button.tsx'
import { cx } from './class-names.ts'
import { Menu, MenuSeparator } from './menu.tsx'
import { useHasOpenForm } from './panel/open-form.ts'
import type { Action } from './table/action.ts'
import { useNarrow } from './use-narrow.ts'
import { words } from './words.ts'

export type HeaderButton = {
  name: string
  icon: LucideIcon
  title?: string
  look?: ButtonProps['look']
  isDisabled?: boolean
  /** The icon alone is shown. */
  isIcon?: boolean
  /** Hides the button but keeps its space, so that its neighbors do not move. */
  isHidden?: boolean
  /** Other ways to do the same, in a menu beside the button. */
  choices?: Action[]
  choicesLabel?: string
  /** The longest name that the button gets: its place is as wide from the start. */
  longestName?: string
} & ({ act(): unknown } | { href: string })

type Props = { buttons: HeaderButton[]; menu?: Action[]; menuLabel?: string }

/** The buttons of a header, the main one last, and a menu. In a narrow window the menu holds all but the main button. */
export function HeaderActions({ buttons, menu = [], menuLabel = words.moreActions }: Props) {
  const [, go] = useLocation()
  const isNarrow = useNarrow()
  const inMenu = isNarrow ? buttons.slice(0, -1).filter(({ isHidden }) => !isHidden) : []
  const moved = inMenu.map((button): Action => actionOf(button, go))
  return (
    <>
      {(isNarrow ? buttons.slice(-1) : buttons).map((button) => (
        <OneButton key={button.longestName ?? button.name} button={button} isNarrow={isNarrow} />
      ))}
      {moved.length + menu.length > 0 && (
        <Menu
          trigger={
            <IconButton label={menuLabel}>
              <Ellipsis aria-hidden="true" className="size-4" />
            </IconButton>
          }
        >
          <ActionItems actions={moved} />
          {moved.length > 0 && menu.length > 0 && <MenuSeparator />}
          <ActionItems actions={menu} />
        </Menu>
      )}
    </>
  )
}

const actionOf = (button: HeaderButton, go: (path: string) => void): Action => ({
  name: button.name,
  icon: button.icon,
  refusal: button.isDisabled ? (button.title ?? '') : undefined,
  act: 'href' in button ? () => go(button.href) : button.act,
})

function OneButton({ button, isNarrow }: { button: HeaderButton; isNarrow: boolean }) {
  const { name, icon: Icon, title, isDisabled = false, isIcon, isHidden, longestName = name, choices, choicesLabel } = button
  const hasOpenForm = useHasOpenForm()
  const look = hasOpenForm && button.look === 'primary' ? 'plain' : button.look
  const label = (
    <span className="grid justify-items-center">
      <span className="col-start-1 row-start-1 inline-flex items-center gap-1.5">
        <Icon aria-hidden="true" className="size-3.5" />
        {name}
      </span>
      {longestName !== name && !isNarrow && (
        <span aria-hidden="true" className="invisible col-start-1 row-start-1 inline-flex gap-1.5">
          <span className="size-3.5" />
          {longestName}
        </span>
      )}
    </span>
  )
  if ('href' in button)
    return (
      <Link href={button.href} title={title} className={buttonClass(look)}>
        {label}
      </Link>
    )
  const act = () => void button.act()
  if (isIcon)
    return (
      <IconButton label={name} title={title ?? name} disabled={isDisabled} onClick={act} className={cx(isHidden && 'invisible')}>
        <Icon aria-hidden="true" className="size-4" />
      </IconButton>
    )
  const main = (
    <Button {...(look && { look })} disabled={isDisabled} title={title} onClick={act} className={cx(choices && 'rounded-r-none')}>
      {label}
    </Button>
  )
  if (!choices) return main
  return (
    <span className="flex gap-px">
      {main}
      <Menu
        trigger={
          <Button {...(look && { look })} aria-label={choicesLabel} title={choicesLabel} className="rounded-l-none px-1!">
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Button>
        }
      >
        <ActionItems actions={choices} />
      </Menu>
    </span>
  )
}
