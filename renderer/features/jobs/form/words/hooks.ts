export const hookWords = {
  test: 'Test hook',
  testUnsaved: 'Save the job first',
  tested: (run: number) => `Run ${run}`,
}
