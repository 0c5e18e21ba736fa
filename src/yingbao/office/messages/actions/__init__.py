"""The only writers of messages: tell, put aside, send out."""

from yingbao.office.messages.actions.telling import News, put_aside, tell

__all__ = ["News", "put_aside", "tell"]
