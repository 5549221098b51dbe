/** What the rules that keep rows off the list are called, and the filter that shows them. */
export const KEPT_OFF: Record<string, [name: string, filter: string]> = {
  automation: ['Schedules, webhooks and boards', 'is:automation'],
  setting: ['Left out by your settings', ''],
  child: ['Subagents and other children', 'is:child'],
  archived: ['Archived', 'is:archived'],
  hidden: ['Hidden', 'is:hidden'],
  trashed: ['In the trash', 'is:trashed'],
  empty: ['Without messages', ''],
  internal: ['The agent’s own work', ''],
  segment: ['Earlier parts of conversations', ''],
  other_profile: ['In other profiles', ''],
};

/** How many sessions are kept off the list, but for those that are earlier parts of what it has. */
export function keptOff(rules: Record<string, number> = {}): number {
  return Object.entries(rules)
    .filter(([rule]) => rule in KEPT_OFF && rule !== 'segment')
    .reduce((sum, [, count]) => sum + count, 0);
}
