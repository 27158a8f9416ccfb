"""A member of staff at the console in a browser."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass
class Staff:
    """``page`` has a session of its own; ``url`` is where the console is, without a slash at the end."""

    page: Page
    url: str

    def log_in(self, name: str, password: str) -> None:
        self.page.goto(f"{self.url}/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_load_state()

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def submit(self, action: str) -> None:
        """Press a button of the form's footer: by its name, out of the menu when it is there."""
        button = self.page.locator(f"footer button[name='{action}']")
        if not button.first.is_visible():
            self.page.locator("footer [data-w-dropdown-target='toggle']").first.click()
        button.first.click()
        self.page.wait_for_load_state()

    def approve(self) -> None:
        if not self.page.locator("[data-workflow-action-name='approve']").first.is_visible():
            self.page.locator("footer [data-w-dropdown-target='toggle']").first.click()
        self.page.locator("[data-workflow-action-name='approve']").first.click()
        self.page.wait_for_load_state()

    def said(self) -> str:
        """The messages above the page."""
        return self.page.locator(".messages").inner_text()

    def choose_first_contact(self, words: str) -> None:
        self.page.locator("[data-contentpath='contact'] [data-chooser-action-choose]").last.click()
        self.page.get_by_role("dialog").locator("input[name=q]").fill(words)
        self.page.get_by_role("dialog").locator("a[data-chooser-modal-choice]").first.click()
        self.page.locator("[data-contentpath='contact'] .chosen").wait_for()

    def add_block(self, path: str, kind: str) -> None:
        """Add a block of a kind (its label) to a column of blocks."""
        column = self.page.locator(f"#panel-child-{path}-section, [data-contentpath='{path}']").first
        column.locator("button[data-streamblock-menu-open], .c-sf-add-button").last.click()
        choices = self.page.get_by_role("option", name=kind)
        if choices.count():
            choices.first.click()
