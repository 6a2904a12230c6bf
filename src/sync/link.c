// SPDX-License-Identifier: Apache-2.0
#include "sync/link.h"
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdalign.h>
#include <sys/socket.h>
#include <unistd.h>
#include "util/log.h"

int
link_open(void)
{
    struct sockaddr_nl address = {
        .nl_family = AF_NETLINK,
        .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
    };
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK,
                    NETLINK_ROUTE);
    if (fd >= 0 &&
        bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
        return fd;
    LOGI("sync: no news of network links");
    link_close(fd);
    return -1;
}

void
link_close(int fd)
{
    if (fd >= 0)
        close(fd);
}

static bool
is_up(const struct nlmsghdr *header)
{
    const struct ifinfomsg *link = NLMSG_DATA(header);
    if (header->nlmsg_type == RTM_NEWADDR)
        return true;
    return header->nlmsg_type == RTM_NEWLINK &&
           header->nlmsg_len >= NLMSG_LENGTH(sizeof(*link)) &&
           (link->ifi_flags & IFF_RUNNING);
}

bool
link_came_up(int fd)
{
    alignas(struct nlmsghdr) char data[8192];
    bool up = false;
    ssize_t got;
    while (fd >= 0 && (got = recv(fd, data, sizeof(data), 0)) > 0) {
        unsigned left = (unsigned)got;
        const struct nlmsghdr *header = (const struct nlmsghdr *)data;
        while (NLMSG_OK(header, left)) {
            up = up || is_up(header);
            header = NLMSG_NEXT(header, left);
        }
    }
    return up;
}
