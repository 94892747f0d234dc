export const panelWords = {
  flow: 'Flow settings',
  flowNote: 'Select a node to edit it',
  several: (count: number) => `${count} nodes selected. Select one to edit it`,
  key: 'Key',
  keyHint: 'Used in the code. References follow when it changes.',
  missing: 'This node does not exist',
  missingText: 'It was removed or renamed in the code.',
}

export const previewWords = {
  title: 'Input in the last run',
  noRun: 'Run the flow once to see what this input stands for',
  noData: (why: string) => `No preview: ${why}`,
  from: (run: number, isOfNode: boolean) =>
    isOfNode ? `Run ${run}, when it entered this node.` : `Run ${run} has not entered this node. This is its data now.`,
  isCut: 'Large values are cut off.',
  nothing: 'Nothing',
  fields: 'Fields of the last run',
  fieldsHint: 'Drag one into a field, or press it: the field you used last takes it, else Input.',
  moreFields: (count: number) => `${count} more. Type $ in a field to search all of them.`,
}

export const problemWords = {
  title: 'Problems',
  none: 'No problems',
}

export const codeWords = {
  label: 'Definition',
}
