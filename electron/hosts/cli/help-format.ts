import type { Argument, Command, Help, HelpConfiguration } from 'commander'

/** A section of the help of `lf` itself: a paragraph, or terms with their descriptions. */
export type Note = { title: string } & ({ text: string } | { items: [term: string, description: string][] })

/** Descriptions that would get fewer columns next to their terms are put below them. */
const leastColumns = 36
const usualWidth = 80

/** The width of the terminal; without one, that of the variable COLUMNS. */
export const helpWidth = ({ isTTY, columns }: NodeJS.WriteStream): number =>
  (isTTY && columns) || Number(process.env['COLUMNS']) || usualWidth

/** The form of every command's help. Examples follow after it. */
export const helpFormat = (notes: Note[]): HelpConfiguration => ({
  showGlobalOptions: true,
  minWidthToWrap: 20,
  subcommandTerm: (command) =>
    [[command.name(), command.alias()].filter(Boolean).join('|'), ...command.registeredArguments.map(termOf)].join(' '),
  optionDescription: ({ description }) => description,
  argumentDescription: ({ description }) => description,
  formatItem: (term, termWidth, description, helper) => {
    const columns = widthOf(helper) - termWidth - 4
    if (columns >= leastColumns) return hanging(`  ${term.padEnd(termWidth)}  `, description, helper)
    return `  ${term}\n      ${hanging('', description, helper, 6)}`
  },
  formatHelp: (command, helper) => `${sections(command, helper, command.parent === null ? notes : []).join('\n\n')}\n`,
})

const termOf = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

const widthOf = ({ helpWidth = usualWidth }: Help): number => helpWidth

/** A text after a prefix, wrapped; its further lines are indented as far. */
function hanging(prefix: string, text: string, helper: Help, indent = prefix.length): string {
  const wrapped = helper.boxWrap(text, widthOf(helper) - indent)
  return prefix + wrapped.replaceAll('\n', `\n${' '.repeat(indent)}`)
}

type Item = [term: string, description: string]

function sections(command: Command, helper: Help, notes: Note[]): string[] {
  const termWidth = helper.padWidth(command, helper)
  const list = (title: string, items: Item[], width = termWidth): string[] =>
    items.length === 0 ? [] : [[title, ...items.map(([term, text]) => helper.formatItem(term, width, text, helper))].join('\n')]
  const options = (title: string, shown: ReturnType<Help['visibleOptions']>): string[] =>
    list(
      title,
      shown.map((option) => [helper.optionTerm(option), helper.optionDescription(option)]),
    )
  return [
    hanging('Usage: ', helper.commandUsage(command), helper),
    helper.boxWrap(helper.commandDescription(command), widthOf(helper)),
    ...list(
      'Arguments:',
      helper.visibleArguments(command).map((argument) => [helper.argumentTerm(argument), helper.argumentDescription(argument)]),
    ),
    ...commandLists(command, helper).flatMap(([title, items]) => list(title, items)),
    ...options('Options:', helper.visibleOptions(command)),
    ...options('Global options:', helper.visibleGlobalOptions(command)),
    ...notes.flatMap((note) =>
      'text' in note
        ? [`${note.title}\n${hanging('  ', note.text, helper)}`]
        : list(note.title, note.items, Math.max(...note.items.map(([term]) => term.length))),
    ),
  ]
}

function commandLists(command: Command, helper: Help): [title: string, items: Item[]][] {
  const groups = helper.groupItems(
    [...command.commands],
    helper.visibleCommands(command),
    (each) => each.helpGroup() || 'Commands:',
  )
  return [...groups].map(([title, shown]) => [
    title,
    shown.map((each): Item => [helper.subcommandTerm(each), helper.subcommandDescription(each)]),
  ])
}
