import { AxeBuilder } from '@axe-core/playwright';

/** What axe finds that is serious or critical, in words; `rules` asks for those alone. */
export async function serious(screen, rules) {
  // There is one frame: axe is run in it, without a page of its own to put frames together.
  const axe = new AxeBuilder({ page: screen.page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])).analyze();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.help}\n${each.nodes.slice(0, 4).map((node) => `    ${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 220)}`).join('\n')}`);
}
