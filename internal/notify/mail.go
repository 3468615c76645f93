package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/url"
	"time"

	"kettle/internal/community"
)

// mail sends one e-mail. Where the server offers encryption it is used; a password
// is never sent without.
func (s *Sender) mail(ctx context.Context, space *community.Space, m *community.Message) (err error) {
	u, err := url.Parse(s.Config.SMTP)
	if err != nil || u.Host == "" {
		return errors.New("smtp is no address")
	}
	to, err := mail.ParseAddress(m.Email)
	if err != nil {
		return errors.New("the member's e-mail address cannot be used")
	}
	from, err := mail.ParseAddress(s.Config.From)
	if err != nil {
		return errors.New("mail_from is no e-mail address")
	}
	host, port := u.Hostname(), u.Port()
	if port == "" {
		port = map[string]string{"smtps": "465"}[u.Scheme]
	}
	if port == "" {
		port = "587"
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer conn.Close()
	if until, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(until); err != nil {
			return fmt.Errorf("reach the mail server: %w", err)
		}
	}
	conf := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if u.Scheme == "smtps" {
		conn = tls.Client(conn, conf)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return fmt.Errorf("greet the mail server: %w", err)
	}
	defer c.Close()
	if ok, _ := c.Extension("STARTTLS"); ok && u.Scheme != "smtps" {
		if err := c.StartTLS(conf); err != nil {
			return fmt.Errorf("encrypt the mail: %w", err)
		}
	}
	if password, ok := u.User.Password(); ok {
		if err := c.Auth(smtp.PlainAuth("", u.User.Username(), password, host)); err != nil {
			return fmt.Errorf("log in to the mail server: %w", err)
		}
	}
	if err := c.Mail(from.Address); err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	if err := c.Rcpt(to.Address); err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	w, err := c.Data()
	if err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	if _, err := w.Write(letter(from, to, space, m, s.now())); err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	_ = c.Quit() // it is sent
	return nil
}

// letter is the whole e-mail (RFC 5322).
func letter(from, to *mail.Address, space *community.Space, m *community.Message, now time.Time) []byte {
	var b bytes.Buffer
	head := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	head("From", (&mail.Address{Name: space.Name, Address: from.Address}).String())
	head("To", (&mail.Address{Name: m.Member, Address: to.Address}).String())
	head("Subject", mime.QEncoding.Encode("utf-8", words(m)))
	head("Date", now.Format(time.RFC1123Z))
	head("Message-ID", "<"+m.ID.String()+"@kettle.invalid>")
	head("Auto-Submitted", "auto-generated")
	head("MIME-Version", "1.0")
	head("Content-Type", "text/plain; charset=utf-8")
	head("Content-Transfer-Encoding", "quoted-printable")
	b.WriteString("\r\n")
	q := quotedprintable.NewWriter(&b)
	fmt.Fprintf(q, "%s,\r\n\r\n%s They signed in at %s.\r\n", m.Called, words(m), space.Local(m.MadeAt).Format("15:04"))
	_ = q.Close() // into memory
	return b.Bytes()
}
