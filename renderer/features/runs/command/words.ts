/** Words of the form that changes a command before it is run again. */
export const words = {
  title: (title: string) => `Re-run ${title} with changes`,
  submit: 'Re-run',
  what: 'the command',
  command: 'Command',
  commandHint: 'The program and its arguments. Put an argument with spaces in quotes.',
  noCommand: 'is empty: name the program to run',
  script: 'Script',
  body: 'What runs, as JSON',
  notObject: 'must be a JSON object',
  folder: 'Folder',
  folderHint: 'Empty: your home folder',
  environment: 'Environment',
  variable: 'variable',
  twice: (name: string) => `${name} is there twice`,
  noName: 'A variable needs a name',
}
