#!/usr/bin/env python3
"""Sabotages the program in one place after another and expects a named test to fail each time.

    mutants.py --check                every place is there once, and every test exists; builds nothing
    mutants.py [NAME…] [--work DIR]   builds each sabotaged program in a copy of the checkout and runs its tests

Prints a table. Exit status: 0 every sabotage was caught, 1 one was not, 65 the table does not fit the sources, or they
do not build. The copy and its build stay in DIR for the next time; the checkout itself is never touched.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time

from table import MUTANTS

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# The copy builds what these tests need and nothing else: the program itself takes minutes.
TRIMMING = """
do {
    let roots: Set<String> = [%s]
    var kept = roots
    func names(_ target: Target) -> [String] {
        target.dependencies.compactMap {
            switch $0 {
            case .byNameItem(let name, _), .targetItem(let name, _): name
            default: nil
            }
        }
    }
    while true {
        let wanted = kept.union(package.targets.filter { kept.contains($0.name) }.flatMap(names))
        if wanted == kept { break }
        kept = wanted
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products = []
}
"""


class Failure(Exception):
    """Why the table is worth nothing as it stands."""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources(module):
    """The Swift files below a folder of the checkout, or the one that is named, with their texts."""
    files = {}
    if module.endswith(".swift"):
        path = os.path.join(ROOT, module)
        return {module: read(path)} if os.path.exists(path) else {}
    for folder, _, names in os.walk(os.path.join(ROOT, module)):
        for name in sorted(names):
            if name.endswith(".swift"):
                path = os.path.join(folder, name)
                files[os.path.relpath(path, ROOT)] = read(path)
    return files


def load():
    names = ("name", "edits", "catchers", "says")
    return [dict(zip(names, mutant)) for mutant in MUTANTS]


def test_name(catcher):
    """`Target.Suite/`sentence`` as (target, suite, sentence)."""
    match = re.fullmatch(r"(\w+)\.(\w+)/`([^`]+)`", catcher)
    if not match:
        raise Failure(f"{catcher} is no name of a test")
    return match.groups()


def check(mutants):
    """Finds what no longer fits the sources: the table cannot rot unseen."""
    wrong = []
    names = [mutant["name"] for mutant in mutants]
    wrong += [f"two mutants are called: {name}" for name in sorted({n for n in names if names.count(n) > 1})]
    for mutant in mutants:
        for module, old, _ in mutant["edits"]:
            count = sum(text.count(old) for text in sources(module).values())
            if count != 1:
                wrong.append(f"{mutant['name']}: its place is in {module} {count} times, not once")
        for catcher in mutant["catchers"]:
            target, suite, sentence = test_name(catcher)
            texts = sources(f"Tests/{target}").values()
            if not any(f"func `{sentence}`" in text and re.search(rf"struct {suite}\b", text) for text in texts):
                wrong.append(f"{mutant['name']}: there is no test {catcher}")
        if "says" in mutant and not any(mutant["says"] in text for text in sources("Tests/LedgerContract").values()):
            wrong.append(f"{mutant['name']}: the ledger's contract does not say: {mutant['says']}")
    return wrong


class Copy:
    """The checkout's sources in a folder of their own, where they are sabotaged and built."""

    def __init__(self, folder, targets):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        for name in ("Sources", "Tests"):
            self._mirror(os.path.join(ROOT, name), os.path.join(folder, name))
        for name in ("Package.swift", "Package.resolved"):
            if os.path.exists(os.path.join(ROOT, name)):
                shutil.copy2(os.path.join(ROOT, name), os.path.join(folder, name))
        roots = ", ".join(f'"{target}"' for target in sorted(targets))
        self.write("Package.swift", read(os.path.join(ROOT, "Package.swift")) + TRIMMING % roots)

    @staticmethod
    def _mirror(source, copy):
        """Only what has changed, so that only that is built again."""
        wanted = set()
        for folder, _, files in os.walk(source):
            for file in files:
                place = os.path.relpath(os.path.join(folder, file), source)
                wanted.add(place)
                target = os.path.join(copy, place)
                with open(os.path.join(source, place), "rb") as one:
                    content = one.read()
                if os.path.exists(target):
                    with open(target, "rb") as other:
                        if other.read() == content:
                            continue
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as other:
                    other.write(content)
        for folder, _, files in os.walk(copy):
            for file in files:
                if os.path.relpath(os.path.join(folder, file), copy) not in wanted:
                    os.remove(os.path.join(folder, file))

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path) or read(path) != text:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

    def build(self):
        done = self._swift("build", "--build-tests")
        if done.returncode != 0:
            errors = [line for line in done.stdout.splitlines() if "error:" in line]
            raise Failure("it does not build:\n" + "\n".join(errors[:10] or done.stdout.splitlines()[-10:]))

    def test(self, catcher):
        """Whether it passes, and what it says."""
        target, suite, sentence = test_name(catcher)
        # A filter is a regular expression, and a bare dot would also find the suite of another target.
        name = f"^{target}\\.{suite}/`{re.escape(sentence)}`".replace("\\ ", " ")
        done = self._swift("test", "--skip-build", "--filter", name, limit=600)
        passed = re.search(r"Test run with ([0-9]+) tests? .*(passed|failed)", done.stdout)
        if done.returncode is not None and (not passed or passed.group(1) == "0"):
            if done.returncode == 0 or "No matching test cases" in done.stdout:
                raise Failure(f"there is no test {catcher}:\n{done.stdout[-1000:]}")
        return done.returncode == 0, done.stdout

    def _swift(self, *words, limit=3600):
        try:
            return subprocess.run(
                ["swift", *words, "--package-path", self.folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, text=True, errors="replace", timeout=limit, check=False)
        except subprocess.TimeoutExpired as error:
            # A test that a sabotaged program keeps waiting for ever has noticed it, too.
            return subprocess.CompletedProcess(words, None, (error.stdout or b"").decode(errors="replace"))


def failure_in(mutant, catcher, output):
    """The issue that the named test has recorded; none if it failed for another reason, such as not starting."""
    _, _, sentence = test_name(catcher)
    issues = [
        line for line in output.splitlines()
        if f'Test "{sentence}"' in line and ("recorded an issue" in line or "issue at" in line)]
    if "says" in mutant:
        issues = [line for line in issues if mutant["says"] in line]
    return issues[0].strip() if issues else None


def try_all(mutants, copy):
    catchers = sorted({catcher for mutant in mutants for catcher in mutant["catchers"]})
    print("building the program as it is …", flush=True)
    copy.build()
    for catcher in catchers:
        passes, output = copy.test(catcher)
        if not passes:
            raise Failure(f"without any sabotage this fails: {catcher}\n{output[-2000:]}")
    print(f"{len(catchers)} tests pass without sabotage\n", flush=True)
    width = max(len(mutant["name"]) for mutant in mutants)
    print(f"{'sabotage':{width}}  {'':8}  {'s':>4}  test", flush=True)
    survivors = broken = 0
    for mutant in mutants:
        begun = time.monotonic()
        good = {}
        try:
            for module, old, new in mutant["edits"]:
                file, text = next((file, text) for file, text in sources(module).items() if old in text)
                good.setdefault(file, text)
                copy.write(file, read(os.path.join(copy.folder, file)).replace(old, new))
            copy.build()
            missed = []
            for catcher in mutant["catchers"]:
                passes, output = copy.test(catcher)
                if passes:
                    missed.append(f"it passes: {catcher}")
                elif not failure_in(mutant, catcher, output) and "Test run with" in output:
                    missed.append(f"it fails for another reason: {catcher}")
        except Failure as failure:
            broken += 1
            print(f"{mutant['name']:{width}}  {failure}", flush=True)
            continue
        finally:
            for file, text in good.items():
                copy.write(file, text)
        survivors += bool(missed)
        seconds = round(time.monotonic() - begun)
        for index, catcher in enumerate(mutant["catchers"]):
            head = f"{mutant['name']:{width}}  {'SURVIVED' if missed else 'caught':8}  {seconds:4}" if index == 0 else ""
            says = f" ({mutant['says']})" if "says" in mutant else ""
            print(f"{head:{width + 16}}  {catcher.replace('`', '')}{says}", flush=True)
        for text in missed:
            print(f"{'':{width}}  {text}", flush=True)
    print(f"\n{len(mutants)} sabotaged programs, {len(mutants) - survivors - broken} caught.")
    if broken:
        raise Failure(f"{broken} of them could not be tried")
    return 1 if survivors else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--work", default=os.path.join(ROOT, ".build", "mutants"))
    options = parser.parse_args()
    mutants = load()
    try:
        wrong = check(mutants)
        if wrong:
            raise Failure("the table does not fit the sources:\n" + "\n".join(f"  {text}" for text in wrong))
        if options.check:
            print(f"{len(mutants)} mutants fit the sources.")
            return 0
        chosen = [m for m in mutants if not options.names or any(name in m["name"] for name in options.names)]
        if not chosen:
            raise Failure("no mutant has such a name")
        # Always the same targets, whatever is chosen: another set would be another build.
        targets = {test_name(catcher)[0] for mutant in mutants for catcher in mutant["catchers"]}
        return try_all(chosen, Copy(os.path.abspath(options.work), targets))
    except Failure as failure:
        print(f"mutants: {failure}", file=sys.stderr)
        return 65


if __name__ == "__main__":
    sys.exit(main())
