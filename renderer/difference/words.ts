export const words = {
  view: 'Show as',
  views: { graph: 'Graph', text: 'Text' },
  changes: 'Changes',
  drawing: 'Drawing of the changes',
  nothing: 'nothing',
  field: (path: string) => `${path}:`,
  to: '→',
}
