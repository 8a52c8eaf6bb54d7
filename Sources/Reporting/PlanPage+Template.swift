extension PlanPage {
    /// Everything that comes from files goes through `{{…}}`, which escapes it; nothing stands within a tag.
    static let template = """
        {{% CONTENT_TYPE:SCALAR_HTML}}<!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Plan</title>
        <style>
        :root { color-scheme: light dark; --text: #1c1e21; --back: #fff; --soft: #f3f4f6; --line: #d5d9e0;
          --new: #d7f5dd; --newtext: #0b5a23; --old: #fde2e1; --oldtext: #8c1d18; --note: #8a5a00; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e4e6eb; --back: #16181c; --soft: #22262c; --line: #3a4049; --new: #123d20;
            --newtext: #9be7ae; --old: #4a1715; --oldtext: #ffb4ab; --note: #f0c060; }
        }
        body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--text);
          background: var(--back); font: 16px/1.5 system-ui, sans-serif; }
        .verdict { font-size: 1.2rem; font-weight: 600; }
        .note { color: var(--note); }
        .error { color: var(--oldtext); }
        section { border: 1px solid var(--line); border-radius: 8px; padding: 0 1rem 1rem; margin: 1rem 0; }
        pre { background: var(--soft); border-radius: 6px; padding: .75rem; white-space: pre-wrap;
          overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace; }
        ins { background: var(--new); color: var(--newtext); }
        del { background: var(--old); color: var(--oldtext); }
        td, th { text-align: left; padding: .1rem .8rem .1rem 0; }
        small { color: inherit; opacity: .75; font-weight: 400; }
        </style>
        </head>
        <body>
        <header>
        {{#verdicts}}
        <p class="verdict">{{.}}</p>
        {{/verdicts}}
        </header>
        <main>
        {{#revision}}
        <h2>Compared with {{revision}}</h2>
        {{#notes}}
        <p class="note">{{.}}</p>
        {{/notes}}
        {{#settings}}
        <p>pregon.yaml: {{.}}</p>
        {{/settings}}
        {{#differences}}
        <section>
        <h3>{{name}} <small>{{title}}</small></h3>
        {{#mistakes}}
        <p class="error">{{.}}</p>
        {{/mistakes}}
        {{#notes}}
        <p class="note">{{.}}</p>
        {{/notes}}
        <ul>
        {{#lines}}
        <li>{{.}}</li>
        {{/lines}}
        </ul>
        {{#changes}}
        <p>{{place}}</p>
        <pre>{{#pieces}}{{#same}}{{.}}{{/same}}{{#removed}}<del>{{.}}</del>{{/removed}}{{#added}}<ins>{{.}}</ins>{{/added}}{{/pieces}}</pre>
        {{/changes}}
        </section>
        {{/differences}}
        {{#unchanged}}
        <p>Unchanged: {{unchanged}}</p>
        {{/unchanged}}
        {{/revision}}
        {{#hasPlans}}
        <h2>The plan</h2>
        {{#items}}
        <section>
        <h3>{{name}}</h3>
        {{#problems}}
        <p class="error">{{message}}; {{remedy}}</p>
        {{/problems}}
        <table>
        {{#counts}}
        <tr><td>{{symbol}}</td><td>{{count}}</td><td>{{title}}</td></tr>
        {{/counts}}
        </table>
        <details><summary>Details</summary>
        <pre>{{text}}</pre>
        </details>
        </section>
        {{/items}}
        {{/hasPlans}}
        </main>
        <footer><p><small>As of {{made}}</small></p></footer>
        </body>
        </html>

        """
}
