extension StatusPage {
  /// Asks for the numbers every two seconds while somebody looks. Text goes in as text, never as markup.
  static let script = #"""
    'use strict';
    const at = id => document.getElementById(id);
    const el = (tag, cls, ...kids) => {
      const e = document.createElement(tag);
      if (cls) e.className = cls;
      e.append(...kids.filter(k => k !== null && k !== undefined));
      return e;
    };
    const fill = (id, kids) => at(id).replaceChildren(...kids);
    const row = cells => el('tr', '', ...cells);
    const td = (cls, ...kids) => el('td', cls, ...kids);
    const head = (...kids) => { const h = el('th', 'nowrap', ...kids); h.scope = 'row'; return h; };
    const count = n => Number(n).toLocaleString('en');
    const money = n => {
      const v = Math.abs(n), places = v === 0 || v >= 100 ? 2 : v >= 1 ? 3 : v >= 0.01 ? 4 : 6;
      return (n < 0 ? '−$' : '$') + v.toLocaleString('en', {minimumFractionDigits: 2, maximumFractionDigits: places});
    };
    const time = us => us === undefined ? '–' : us < 1e4 ? (us / 1e3).toFixed(1) + ' ms'
      : us < 1e6 ? Math.round(us / 1e3) + ' ms' : (us / 1e6).toFixed(us < 1e7 ? 2 : 1) + ' s';
    const percent = (x, digits) => (100 * x).toFixed(digits === undefined ? 1 : digits) + ' %';
    const clock = t => new Date(t).toLocaleTimeString('en-GB');
    const span = ms => {
      const s = Math.max(0, Math.round(ms / 1000)), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24,
        m = Math.floor(s / 60) % 60;
      return d ? d + ' d ' + h + ' h' : h ? h + ' h ' + m + ' min' : m ? m + ' min' : s + ' s';
    };
    const tile = (name, value, note) => el('div', '', el('dt', '', name), el('dd', '', value, el('small', '', note)));
    const facts = (id, list) => fill(id, list.flatMap(([k, v]) => [el('dt', '', k), el('dd', '', v)]));
    const none = (id, columns, text) => { const c = td('soft', text); c.colSpan = columns; fill(id, [row([c])]); };
    const bar = (share, full) => {
      const i = el('i'); i.style.width = Math.min(100, 100 * share) + '%';
      const b = el('span', full ? 'bar full' : 'bar', i); b.setAttribute('aria-hidden', 'true'); return b;
    };
    let drawn = '';

    function show(s) {
      const t = s.traffic, d = s.today;
      at('about').textContent = 'version ' + s.version + ', up ' + span(new Date(s.time) - new Date(s.started));
      fill('tiles', [
        tile('Requests a second', t.rate.toFixed(t.rate < 10 ? 1 : 0), count(t.minute_requests) + ' in the last minute'),
        tile('Under way', count(t.under_way), 'requests now'),
        tile('Cost today', d.has_prices ? money(d.cost) : 'no prices', count(d.requests) + ' requests'),
        tile('Saved today', d.has_prices ? money(d.savings) : 'no prices',
          (!d.has_prices ? 'no model has a price;' : d.savings_share === undefined ? 'nothing served yet' : percent(d.savings_share)) + ' against ' + d.baseline),
        tile('First byte, p50', time(t.first_byte_p50_us), 'p95 ' + time(t.first_byte_p95_us)),
        tile('Total, p50', time(t.total_p50_us), 'p95 ' + time(t.total_p95_us))]);
      const all = s.tiers.reduce((n, x) => n + x.served_today, 0);
      fill('ladder', s.tiers.map(x => row([head(x.name),
        td('', el('ol', 'chain', ...x.chain.map(m => { const li = el('li', m.available ? '' : 'out',
          el('code', '', m.model), el('span', 'soft', ' ' + m.upstream + (m.available ? '' : ', not asked now')));
          li.title = m.version; return li; }))),
        td('n', count(x.served_today) + (all ? ' (' + percent(x.served_today / all, 0) + ')' : ''),
          bar(all ? x.served_today / all : 0))])));
      const words = {closed: ['good', 'closed'], open: ['bad', 'open'], half_open: ['warn', 'half-open']};
      fill('upstreams', s.upstreams.map(u => { const w = words[u.state] || ['', u.state];
        return row([head(u.name), td('', el('span', 'state ' + w[0], w[1])), td('n', count(u.calls)),
          td('n' + (u.failed ? ' bad' : ''), count(u.failed)), td('n', count(u.slow)), td('n', count(u.openings))]); }));
      if (s.budgets.length) fill('budgets', s.budgets.map(b => row([head(b.name), td('', b.whose),
        td('nowrap', money(b.spent) + ' of ' + money(b.limit) + ' a ' + b.period, bar(b.spent / b.limit, b.reached)),
        td('', b.action, b.reached ? el('span', 'state warn', 'reached') : null)])));
      else none('budgets', 4, 'No budgets are set.');
      if (s.decisions.length) fill('decisions', s.decisions.map(x => { const when = el('time', 'nowrap', clock(x.time));
        when.dateTime = x.time; when.title = x.id;
        const fine = x.state === 'served';
        return row([td('', when), td('', el('span', 'state ' + (fine ? 'good' : x.state === 'cancelled' ? 'warn' : 'bad'),
            x.state + (x.status === 200 ? '' : ' ' + x.status))), td('nowrap', x.tier || '–'), td('nowrap wide', x.model || '–'), td('', x.cause),
          td('n wide', x.sufficiency === undefined ? '–' : x.sufficiency.toFixed(3)), td('wide', x.band || '–'),
          td('n', money(x.cost)), td('n wide', time(x.first_byte_us)), td('n', time(x.total_us))]); }));
      else none('decisions', 10, 'No request yet.');
      router(s.router);
      operations(s);
      alerts(s);
    }

    function router(r) {
      if (!r) { facts('router', [['Router', 'none: rules alone decide']]); at('curve').replaceChildren(); return; }
      const h = r.held_out, list = [['File', el('code', '', r.file)], ['Identity', el('code', '', r.identity)]];
      const range = e => percent(e.value) + (e.low === undefined ? '' : ' (' + percent(e.low) + ' to ' + percent(e.high) + ')');
      if (h) {
        list.push(['Held-out prompts', count(h.n)]);
        if (h.apgr) list.push(['Gap recovered on average (APGR)', range(h.apgr)]);
        if (h.cpt50) list.push(['Strong calls for half of the gap (CPT 50)', range(h.cpt50)]);
        const each = (o, f) => Object.entries(o || {}).map(([k, v]) => k + ' ' + f(v)).join(', ');
        if (h.auroc) list.push(['AUROC', each(h.auroc, v => v.toFixed(3))]);
        if (h.ece) list.push(['Calibration error (ECE)', each(h.ece, v => v.toFixed(3))]);
      } else list.push(['Held-out metrics', 'the file has none']);
      facts('router', list);
      const key = r.identity + r.curve;
      if (key === drawn) return;
      drawn = key;
      if (!r.curve) { fill('curve', [el('p', 'empty', 'The router’s file holds no curve. Draw one with triage evaluate '
        + '--svg, under the router’s name with .svg beside it.')]); return; }
      const image = el('img');
      image.alt = 'Accuracy against cost of the loaded router on held-out prompts';
      image.src = '/curve.svg?' + encodeURIComponent(r.identity);
      fill('curve', [image]);
    }

    function operations(s) {
      const c = s.configuration, list = [];
      list.push(['Store', s.store ? s.store.path + ': ' + count(s.store.written) + ' written, ' + count(s.store.failed)
        + ' not written, ' + count(s.store.waiting) + ' waiting' : 'none']);
      list.push(['Audit', s.audit.target + ': ' + count(s.audit.written) + ' lines, ' + count(s.audit.dropped)
        + ' dropped, ' + count(s.audit.failed) + ' failed']);
      list.push(['Configuration', c.path + ', in use since ' + new Date(c.loaded).toLocaleString('en-GB')]);
      list.push(['Callers', c.keys ? 'need a key' : 'need no key']);
      if (c.warnings.length) list.push(['Warnings', el('div', 'warn', ...c.warnings.map(w => el('div', '', w)))]);
      facts('ops', list);
    }

    function alerts(s) {
      const list = s.configuration.refused.map(x => 'The configuration file is refused, the old one serves. ' + x);
      if (s.store && s.store.is_failing) list.push('The traffic store is not being written: ' + (s.store.last_error || ''));
      for (const u of s.upstreams) {
        if (u.lacks_key) list.push('The key of upstream ' + u.name + ' cannot be read.');
        if (u.state === 'open') list.push('The breaker of upstream ' + u.name + ' is open.');
      }
      const text = list.join('\n');
      if (at('alerts').dataset.text === text) return;
      at('alerts').dataset.text = text;
      fill('alerts', list.map(x => el('p', '', el('span', 'state bad', ''), x)));
    }

    async function poll() {
      if (!document.hidden) try {
        const answer = await fetch('/status.json', {cache: 'no-store'});
        if (!answer.ok) throw new Error('status ' + answer.status);
        show(await answer.json());
        at('live').className = '';
        at('live').textContent = 'live';
      } catch (error) {
        at('live').className = 'stale';
        at('live').textContent = 'not answering (' + error.message + ')';
      }
      setTimeout(poll, 2000);
    }
    document.addEventListener('visibilitychange', () => { if (!document.hidden) at('live').textContent = 'updating'; });
    poll();
    """#
}
