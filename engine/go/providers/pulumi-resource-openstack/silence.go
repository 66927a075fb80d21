package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/utils/v2/client"
)

// How long a connection to the cloud may stand still before its request fails. A load balancer in front
// of an API gives up after a minute, and says so; after an upload the image service may have to write
// gigabytes away before it answers.
const (
	silence            = 2 * time.Minute
	silenceAfterUpload = 15 * time.Minute
)

// limitSilence makes requests to a cloud that accepts them and never answers fail. Upstream has no
// limit at all. One for whole requests would cut uploads off, so that only standing still counts.
func limitSilence(c *gophercloud.ProviderClient) {
	retrying, ok := c.HTTPClient.Transport.(*client.RoundTripper)
	if !ok {
		return
	}
	if base, ok := retrying.Rt.(*http.Transport); ok {
		retrying.Rt = limited{usual: patient(base, silence), upload: patient(base, silenceAfterUpload)}
	}
}

type limited struct{ usual, upload http.RoundTripper }

func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Content-Type") == "application/octet-stream" {
		return l.upload.RoundTrip(r)
	}
	return l.usual.RoundTrip(r)
}

func patient(base *http.Transport, limit time.Duration) *http.Transport {
	t := base.Clone()
	dialer := &net.Dialer{Timeout: 30 * time.Second}
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return conn{c, limit}, nil
	}
	t.TLSHandshakeTimeout = 30 * time.Second
	// Before the limit: a connection that waits for its next request stands still, too.
	t.IdleConnTimeout = limit / 2
	return t
}

// conn is a connection whose waiting for the other side ends when nothing has moved for so long.
type conn struct {
	net.Conn
	limit time.Duration
}

func (c conn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.limit)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write gives the answer, for which a Read waits already, its time anew.
func (c conn) Write(b []byte) (int, error) {
	if err := c.SetDeadline(time.Now().Add(c.limit)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}
