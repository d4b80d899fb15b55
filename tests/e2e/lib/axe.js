import { AxeBuilder } from '@axe-core/playwright';

/** What axe finds that is serious or critical, in words. */
export async function serious(screen) {
  const { violations } = await new AxeBuilder({ page: screen.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.help}\n${each.nodes.slice(0, 4).map((node) => `    ${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 220)}`).join('\n')}`);
}
